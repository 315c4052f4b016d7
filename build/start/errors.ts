/** Something a person can put right; the message is the sentence that says what. */
export class StartError extends Error {}
