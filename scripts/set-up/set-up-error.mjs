/** What can go wrong in the set-up: the same shape as every error table of the product. */
export const SET_UP_ERRORS = {
  NODE_TOO_OLD: { meaning: 'this Node is too old', remedy: 'install Node 20.19 or newer from https://nodejs.org' },
  PACKAGES_MISSING: { meaning: 'packages of the system are missing', remedy: 'install them with the line above, then run this again' },
  STEP_FAILED: { meaning: 'a step of the set-up failed', remedy: 'read its last lines above; run this again when that is mended' },
  TOOL_MISSING: { meaning: 'npm is not where Node was installed', remedy: 'install npm beside Node, or put it on PATH' },
};

/** An error of the set-up, with a code and what to do. */
export class SetUpError extends Error {
  /**
   * @param {keyof typeof SET_UP_ERRORS} code
   * @param {string} detail
   */
  constructor(code, detail) {
    super(`${SET_UP_ERRORS[code].meaning}: ${detail}`);
    this.code = code;
    this.remedy = SET_UP_ERRORS[code].remedy;
  }
}
