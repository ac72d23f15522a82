package com.acme;

@Service
@Transactional
public class Checkout {
    private final RestTemplate restTemplate;
    private final OrderRepository orders;

    public Order place(Cart cart) {
        Order order = orders.save(new Order(cart));
        Charge charge = restTemplate.postForObject(url, order, Charge.class);
        order.setCharge(charge.id());
        return order;
    }
}
