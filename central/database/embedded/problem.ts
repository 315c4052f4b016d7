/** The embedded PostgreSQL cannot run here. The message is a sentence for the person who starts it. */
export class EmbeddedProblem extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'EmbeddedProblem'
  }
}
