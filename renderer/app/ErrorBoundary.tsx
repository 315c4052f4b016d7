import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { EmptyState } from '../components/EmptyState.tsx'

interface Props {
  title: string
  text: string
  again: string
  children: ReactNode
}

/** Keeps a fault in one screen from taking the console down, and offers the way back. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    const action = <Button onClick={() => this.setState({ broken: false })}>{this.props.again}</Button>
    return <EmptyState alert title={this.props.title} text={this.props.text} action={action} />
  }
}
