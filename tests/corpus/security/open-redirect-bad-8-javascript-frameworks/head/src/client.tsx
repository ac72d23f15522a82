import { useSearchParams } from 'react-router-dom';

export function Continue() {
  const [params] = useSearchParams();
  const onClick = () => {
    const next = params.get('next');
    if (next) {
      window.location.href = next;
    }
  };
  return <button onClick={onClick}>Continue</button>;
}
