package com.acme;

@Service
public class Checkout {
    @Transactional
    public Order place(Cart cart) {
        Order order = orders.save(new Order(cart));
        events.publishEvent(new OrderPlaced(order.getId()));
        return order;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    public void charge(OrderPlaced placed) {
        restTemplate.postForObject(url, placed, Charge.class);
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Rate rate() {
        return restTemplate.getForObject(url, Rate.class);
    }
}
