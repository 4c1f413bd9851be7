// Save as cors.test.mjs and run `node --test`; in Jest or Vitest leave out the line that imports `test`.
import assert from 'node:assert/strict';
import test from 'node:test';
import request from 'supertest';
import app from './app.js'; // your application, before it listens

const origin = 'http://localhost:41319'; // the page
const path = '/api/x';

test('the answer lets the page read it', async () => {
  const { headers } = await request(app).get(path).set('Origin', origin);
  assert.equal(headers['access-control-allow-origin'], origin);
  assert.equal(headers['access-control-allow-credentials'], 'true');
});
