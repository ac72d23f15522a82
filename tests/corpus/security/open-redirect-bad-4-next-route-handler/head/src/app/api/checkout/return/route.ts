import { NextRequest, NextResponse } from 'next/server';
import { findOrder, markReturned } from '@/lib/orders';

/** The payment provider sends the shopper back here; we settle the order and send them on. */
export async function GET(request: NextRequest) {
  const { searchParams } = new URL(request.url);
  const orderId = searchParams.get('order');
  const back = searchParams.get('back');

  if (!orderId) {
    return NextResponse.json({ error: 'order is missing' }, { status: 400 });
  }
  const order = await findOrder(orderId);
  if (!order) {
    return NextResponse.json({ error: 'no such order' }, { status: 404 });
  }
  await markReturned(order.id);

  if (back) {
    return NextResponse.redirect(back);
  }
  return NextResponse.redirect(new URL(`/orders/${order.id}`, request.url));
}
