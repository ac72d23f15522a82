from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=120)


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="books")
    tags = models.ManyToManyField("Tag", related_name="books")

    def __str__(self):
        return self.title


class Tag(models.Model):
    label = models.CharField(max_length=40)


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="loans")
    due_on = models.DateField()
    returned = models.BooleanField(default=False)
