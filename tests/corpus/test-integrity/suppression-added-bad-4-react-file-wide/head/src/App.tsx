import { Cart } from './Cart';

export function App() {
  return (
    <main>
      <Cart />
    </main>
  );
}
