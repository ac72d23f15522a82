const { ApolloServer } = require('@apollo/server');
const { expressMiddleware } = require('@apollo/server/express4');
const { typeDefs } = require('./schema');
const { resolvers } = require('./resolvers');
const { contextFor } = require('./context');

/**
 * Creates the GraphQL endpoint.
 */
async function mountGraphql(app, log) {
  const server = new ApolloServer({
    typeDefs,
    resolvers,
  });
  await server.start();
  app.use('/graphql', expressMiddleware(server, { context: contextFor }));
  log.info('graphql is mounted');
}

module.exports = { mountGraphql };
