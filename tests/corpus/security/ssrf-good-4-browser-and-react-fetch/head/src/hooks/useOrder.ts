import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Order, orders } from '../api/client';

export function useOrder(): Order | null {
  const { id } = useParams<{ id: string }>();
  const [order, setOrder] = useState<Order | null>(null);
  useEffect(() => {
    let active = true;
    orders.get(id!).then((found) => {
      if (active) setOrder(found);
    });
    return () => {
      active = false;
    };
  }, [id]);
  return order;
}
