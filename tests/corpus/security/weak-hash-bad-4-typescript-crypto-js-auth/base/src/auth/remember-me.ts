
export interface Account {
  id: number;
  email: string;
}

export const COOKIE = 'remember';
