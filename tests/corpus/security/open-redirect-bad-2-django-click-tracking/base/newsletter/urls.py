from django.urls import path

from newsletter import views

urlpatterns = [
    path("", views.IssueList.as_view(), name="issue-list"),
]
