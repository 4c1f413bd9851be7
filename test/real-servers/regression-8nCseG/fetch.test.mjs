// Save as cors.test.mjs and run `node --test` while the server is up; SERVER names another one.
import assert from 'node:assert/strict';
import test from 'node:test';

const server = process.env.SERVER ?? 'http://127.0.0.1:37187';
const origin = 'http://localhost:41319'; // the page
const path = '/api/x';

test('the answer lets the page read it', async () => {
  const { headers } = await call('GET', { Origin: origin });
  assert.equal(headers.get('access-control-allow-origin'), origin);
  assert.equal(headers.get('access-control-allow-credentials'), 'true');
});

function call(method, headers) {
  return fetch(new URL(path, server), { method, headers, redirect: 'manual' });
}
