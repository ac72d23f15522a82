export type Region = 'eu' | 'us' | 'apac';
