export { ParcelClient, createClient } from './client.js';
export type { ClientOptions } from './client.js';
export * from './status.js';
