/** What is asked over a profile; null while nothing is. */
export type PersonDialog = 'suspend' | 'recuse' | null
