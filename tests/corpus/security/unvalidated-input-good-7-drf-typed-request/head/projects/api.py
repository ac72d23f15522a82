from django.db import transaction
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from projects.models import Membership, Project
from projects.serializers import MembershipSerializer, ProjectSerializer

EDITABLE = {"name", "colour"}


class ProjectViewSet(viewsets.ModelViewSet):
    permission_classes = [IsAuthenticated]
    serializer_class = ProjectSerializer

    def get_queryset(self):
        return Project.objects.filter(members=self.request.user).order_by("name")

    @action(detail=True, methods=["post"])
    def archive(self, request: Request, pk: str | None = None) -> Response:
        project = self.get_object()
        project.archive(by=request.user)
        return Response(self.get_serializer(project).data)

    @action(detail=True, methods=["post"], url_path="members")
    def add_member(self, request: Request, pk: str | None = None) -> Response:
        project = self.get_object()
        serializer = MembershipSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        with transaction.atomic():
            member = Membership.objects.create(project=project, **serializer.validated_data)
        return Response({"id": member.pk}, status=status.HTTP_201_CREATED)

    @action(detail=True, methods=["patch"], url_path="settings")
    def change_settings(self, request: Request, pk: str | None = None) -> Response:
        project = self.get_object()
        for key, value in request.data.items():
            if key in EDITABLE:
                setattr(project, key, value)
        project.save()
        return Response(self.get_serializer(project).data)
