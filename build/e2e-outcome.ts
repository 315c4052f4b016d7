/** The exit code of the end-to-end step where no browser can be had: not failed, but not passed either. */
export const NO_BROWSER = 77
