from rest_framework import serializers

from library.models import Book, Tag


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["label"]


class BookSerializer(serializers.ModelSerializer):
    author_name = serializers.CharField(source="author.name", read_only=True)
    tags = TagSerializer(many=True, read_only=True)
    on_loan = serializers.SerializerMethodField()
    loan_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Book
        fields = ["id", "title", "author_name", "tags", "on_loan", "loan_count"]

    def get_on_loan(self, book):
        return len(book.open_loans) > 0
