from django.urls import path

from newsletter import views

urlpatterns = [
    path("", views.IssueList.as_view(), name="issue-list"),
    path("click/<int:link_id>/", views.track_click, name="track-click"),
    path("unsubscribe/<uuid:token>/", views.Unsubscribe.as_view(), name="unsubscribe"),
]
