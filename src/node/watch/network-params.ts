/** In bytes. The browser keeps the latest bodies, so that those of errors can be read; error pages are short. */
export const networkParams = { maxTotalBufferSize: 1_048_576, maxResourceBufferSize: 65_536 };
