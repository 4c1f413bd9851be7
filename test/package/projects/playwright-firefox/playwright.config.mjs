const launchOptions = { executablePath: process.env.FIREFOX_PATH };
// The channel is Firefox as it is installed, without Playwright's changes.
const use = { browserName: "firefox", channel: "moz-firefox", launchOptions };

export default { testMatch: "*.spec.ts", workers: 1, reporter: "json", use };
