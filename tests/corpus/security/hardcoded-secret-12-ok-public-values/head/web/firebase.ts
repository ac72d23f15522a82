import { initializeApp } from 'firebase/app';

export const app = initializeApp({
  apiKey: 'AIzaSyD3k9Xw2Lq7Vb5Nm1Rt8Yp4Zc6Hf0Jg2Ks',
  authDomain: 'shop-prod.firebaseapp.com',
  projectId: 'shop-prod',
  messagingSenderId: '481920573615',
});
export const stripePublishableKey = 'pk_live_9f8e2c41aa7b4d0c8d35e6f1';
export const recaptchaSiteKey = '6Ld3kQsUAAAAAKx8mVt2WqZp7Rn4Lb9Yc1Xh5Dj0';
export const sentryDsn = 'https://0f1e2d3c4b5a69788796a5b4c3d2e1f0@o42.ingest.sentry.io/7';
