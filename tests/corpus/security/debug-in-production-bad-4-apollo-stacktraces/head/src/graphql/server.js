const { ApolloServer } = require('@apollo/server');
const { expressMiddleware } = require('@apollo/server/express4');
const inspector = require('node:inspector');
const { typeDefs } = require('./schema');
const { resolvers } = require('./resolvers');
const { contextFor } = require('./context');
const { usageLogging } = require('./plugins/usage');

/**
 * Creates the GraphQL endpoint.
 */
async function mountGraphql(app, log) {
  const server = new ApolloServer({
    typeDefs,
    resolvers,
    includeStacktraceInErrorResponses: true,
    plugins: [usageLogging(log)],
  });
  await server.start();
  app.use('/graphql', expressMiddleware(server, { context: contextFor }));
  log.info('graphql is mounted');
}

/**
 * Lets the operations team attach a profiler to the running process.
 */
function openInspector(log) {
  inspector.open(9229, '0.0.0.0');
  log.info({ url: inspector.url() }, 'inspector is open');
}

module.exports = { mountGraphql, openInspector };
