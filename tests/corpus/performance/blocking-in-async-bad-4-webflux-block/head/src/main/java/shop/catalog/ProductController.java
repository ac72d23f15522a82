package shop.catalog;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

@RestController
public class ProductController {
    private final ProductRepository products;
    private final WebClient prices;

    public ProductController(ProductRepository products, WebClient prices) {
        this.products = products;
        this.prices = prices;
    }

    @GetMapping("/products/{id}")
    public Mono<Product> product(@PathVariable String id) {
        return products.findById(id);
    }

    @GetMapping("/products/{id}/offer")
    public Mono<Offer> offer(@PathVariable String id) {
        return products.findById(id).map(product -> {
            Price price = prices.get()
                .uri("/prices/{sku}", product.sku())
                .retrieve()
                .bodyToMono(Price.class)
                .block();
            return new Offer(product, price);
        });
    }

    @GetMapping("/products/{id}/stock")
    public Mono<Stock> stock(@PathVariable String id) {
        return products.findById(id).flatMap(product -> prices.get()
            .uri("/stock/{sku}", product.sku())
            .retrieve()
            .bodyToMono(Stock.class));
    }
}
