const { ApolloServer } = require('@apollo/server');
const { expressMiddleware } = require('@apollo/server/express4');
const { typeDefs } = require('./schema');
const { resolvers } = require('./resolvers');
const { contextFor } = require('./context');

const development = process.env.NODE_ENV === 'development';

/**
 * Creates the GraphQL endpoint.
 */
async function mountGraphql(app, log) {
  const server = new ApolloServer({
    typeDefs,
    resolvers,
    introspection: development,
    includeStacktraceInErrorResponses: development,
    formatError: (formatted) => ({ message: formatted.message, path: formatted.path }),
  });
  await server.start();
  app.use('/graphql', expressMiddleware(server, { context: contextFor }));
  log.debug({ debug: true }, 'graphql is mounted');
}

async function openInspectorWhenAsked(log) {
  if (process.env.NODE_ENV !== 'production' && process.env.INSPECT) {
    const inspector = await import('node:inspector');
    inspector.open(9229, '127.0.0.1');
    log.info({ url: inspector.url() }, 'inspector is open');
  }
}

module.exports = { mountGraphql, openInspectorWhenAsked };
