export function Continue({ orderId }: { orderId: string }) {
  const onClick = async () => {
    const { checkoutUrl } = await api.checkout(orderId);
    window.location.href = checkoutUrl;
  };
  return <button onClick={onClick}>Pay</button>;
}
