package a;

@Service
@RequiredArgsConstructor
public class Stock {
    private final ProductRepository productRepository;

    @Transactional
    public void take(Long id, int n) {
        Product product = productRepository.findById(id).orElseThrow(() -> new NotFound(id));
        if (product.getStock() < n) {
            throw new OutOfStock();
        }
        product.setStock(product.getStock() - n);
    }
}
