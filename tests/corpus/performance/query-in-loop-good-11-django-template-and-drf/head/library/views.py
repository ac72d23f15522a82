from django.db.models import Count, Prefetch
from django.views.generic import ListView
from rest_framework import viewsets

from library.models import Book, Loan
from library.serializers import BookSerializer


class OverdueView(ListView):
    template_name = "library/overdue.html"
    context_object_name = "loans"
    paginate_by = 50

    def get_queryset(self):
        return Loan.objects.filter(returned=False).select_related("book__author").order_by("due_on")


class BookViewSet(viewsets.ReadOnlyModelViewSet):
    serializer_class = BookSerializer

    def get_queryset(self):
        open_loans = Loan.objects.filter(returned=False)
        return (
            Book.objects.select_related("author")
            .prefetch_related("tags", Prefetch("loans", queryset=open_loans, to_attr="open_loans"))
            .annotate(loan_count=Count("loans"))
            .order_by("title")
        )
