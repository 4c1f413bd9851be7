// The exit codes of every command, and what the help says about them. result-exit-code.ts chooses one.

export type ExitCode = 0 | 1 | 2;

/** What each exit code means for every command; `exitCodeHelp` says what it means for one. */
export const exitCodes = {
  /** The command did all of its work and found nothing wrong. */
  ok: 0,
  /** The command did all of its work and found something wrong with the server. */
  refused: 1,
  /** Bad usage, input that cannot be read, output that cannot be written, or a request without a response. */
  error: 2,
} as const satisfies Record<string, ExitCode>;

/** The lines below "Exit code:" in the help of each command. */
export const exitCodeHelp = {
  check: `\
  0  the browser refused no request, or only requests that the baseline accepts
  1  the browser refused a request because of CORS, or blocked one for a reason that the recording lacks
  2  invalid arguments, or a page failed: it could not be opened, crashed, sent an error status without any cross-origin
     request, or a step failed`,
  diagnose: `\
  0  the browser refused no request, or only requests that the baseline accepts
  1  the browser refused a request because of CORS, or blocked one for a reason that the recording lacks
  2  invalid arguments, or a file cannot be read or written`,
  preflight: `\
  0  a browser would allow the request (without --actual: the preflight passes)
  1  a browser would refuse the request because of CORS
  2  invalid arguments, or the request fails for another reason: no connection, or an invalid response`,
  audit: `\
  0  the server allows what the policy allows, and nothing else
  1  the server is too strict or too lax
  2  invalid arguments, the policy cannot be read, or the server did not respond`,
  explain: `\
  0  the explanation was printed
  2  invalid arguments, or an unknown message or name`,
  mcp: `\
  0  the client closed the connection
  2  invalid arguments`,
  open: `\
  0  the window was closed
  2  invalid arguments, or the page or the browser could not be opened`,
} as const;
