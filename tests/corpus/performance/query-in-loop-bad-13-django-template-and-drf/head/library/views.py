from django.shortcuts import render
from rest_framework import viewsets

from library.models import Book, Loan
from library.serializers import BookSerializer


def overdue(request):
    """Loans that should have been returned."""
    loans = Loan.objects.filter(returned=False).select_related("book").order_by("due_on")[:100]
    return render(request, "library/overdue.html", {"loans": loans})


class BookViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Book.objects.select_related("author").order_by("title")
    serializer_class = BookSerializer
