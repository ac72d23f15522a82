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
}
