from app.models import Counter
def hit(name):
    counter, created = Counter.objects.get_or_create(name=name)
    counter.value += 1
    counter.save()
