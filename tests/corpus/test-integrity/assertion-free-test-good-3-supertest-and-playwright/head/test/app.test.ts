import request from 'supertest';
import { app } from '../src/app';

const post = (body: unknown) => request(app).post('/echo').send(body as object);

describe('POST /echo', () => {
  it('echoes', async () => {
    await post({ text: 'hi' }).expect(201, { text: 'hi' });
  });

  it('needs a text', () => request(app).post('/echo').send({}).expect(400));

  it('answers json', (done) => {
    request(app).get('/health').expect('Content-Type', /json/).expect(200, done);
  });

  it('matches the snapshot', async () => {
    const response = await post({ text: 'hi' });
    expect(response.body).toMatchInlineSnapshot(`{ "text": "hi" }`);
  });

  it.todo('limits the size');
});
