@Service
class Stock(private val productRepository: ProductRepository) {
    @Transactional
    fun take(id: Long, n: Int) {
        val product = productRepository.findById(id).orElseThrow()
        product.stock = product.stock - n
        restTemplate.postForObject(url, product, String::class.java)
    }
}
