from app.models import Product
def restock(ids):
    for product in Product.objects.filter(id__in=ids):
        product.stock += 10
        product.save()
