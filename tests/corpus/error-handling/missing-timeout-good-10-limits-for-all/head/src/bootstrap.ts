import axios from 'axios';
import { Agent, setGlobalDispatcher } from 'undici';

export function bootstrap(): void {
  axios.defaults.timeout = 5000;
  setGlobalDispatcher(new Agent({ headersTimeout: 5000, bodyTimeout: 5000 }));
}
