import { ownMigration } from './001_own.ts'

/**
 * The migrations of the workstation's own file in order, as those of the copy: never edited, only added to. Every name
 * that is created carries the schema `own`. What exists nowhere else belongs here and not into the copy.
 */
export const ownMigrations: readonly string[] = [ownMigration]
