import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeopleGraph, Profile } from '../../../shared/console/people.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { NameButton } from '../../components/NameButton.tsx'
import type { Person } from '../../stores/rooms.ts'
import { useFrom } from '../../stores/stores.tsx'
import Graph from './Graph.tsx'
import { drawCorrespondence } from './graphLayout.ts'

/** Who writes to whom around a person: a picture, and the same as a table. */
export default function WhoWrites({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const graph = useFrom('people', (s) => s.graph)
  return (
    <article className="sp-card">
      <h3 className="sp-caption">{t('people.graph.title')}</h3>
      {graph.state === 'asking' ? (
        <p className="sp-dim">{t('people.loading')}</p>
      ) : graph.state === 'refused' ? (
        <EmptyState alert title={t('people.errorTitle')} text={t(`error.${graph.code}`)} />
      ) : graph.value.edges.length === 0 ? (
        <p className="sp-dim">{t('people.noContacts')}</p>
      ) : (
        <Drawn graph={graph.value} centre={profile.row.id} />
      )}
    </article>
  )
}

function Drawn({ graph, centre }: { graph: PeopleGraph; centre: string }) {
  const { t } = useTranslation()
  const openProfile = useFrom('rooms', (s) => s.openProfile)
  const onOpen = useCallback((person: Person) => openProfile(person), [openProfile])
  const drawn = useMemo(() => drawCorrespondence(centre, graph.nodes, graph.edges), [centre, graph])
  return (
    <>
      <fieldset className="sp-graph-frame" aria-label={t('people.graph.label')}>
        <Graph drawn={drawn} centre={centre} onOpen={onOpen} />
      </fieldset>
      <p className="sp-dim sp-graph-words">
        {t('people.graph.legend')}
        {(graph.more || drawn.left > 0) && ` ${t('people.graph.more')}`} {t('people.graph.library')}
      </p>
      <details className="sp-graph-table">
        <summary>{t('people.graph.asTable', { count: graph.edges.length })}</summary>
        <Table graph={graph} onOpen={onOpen} />
      </details>
    </>
  )
}

function Table({ graph, onOpen }: { graph: PeopleGraph; onOpen: (person: Person) => void }) {
  const { t } = useTranslation()
  const names = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph])
  const cell = (id: string) => {
    const node = names.get(id)
    return node ? (
      <>
        <NameButton name={node.name} hint={t('people.open')} onOpen={() => onOpen({ kind: node.kind, id })} />{' '}
        <span className="sp-dim">{node.number}</span>
      </>
    ) : (
      '–'
    )
  }
  return (
    <table className="sp-people-table">
      <thead>
        <tr>
          <th scope="col">{t('contacts.member')}</th>
          <th scope="col">{t('contacts.individual')}</th>
          <th scope="col">{t('context.relationship')}</th>
          <th scope="col">{t('people.column.state')}</th>
          <th scope="col" className="sp-num">
            {t('direction.inbound')}
          </th>
          <th scope="col" className="sp-num">
            {t('direction.outbound')}
          </th>
        </tr>
      </thead>
      <tbody>
        {graph.edges.map((edge) => (
          <tr key={edge.contactId}>
            <td>{cell(edge.memberId)}</td>
            <td>{cell(edge.individualId)}</td>
            <td>{edge.relationship}</td>
            <td>{t(`contacts.${edge.state}`)}</td>
            <td className="sp-num">{edge.inbound}</td>
            <td className="sp-num">{edge.outbound}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
