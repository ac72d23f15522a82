from rest_framework import serializers


class DailySerializer(serializers.Serializer):
    day = serializers.DateField()
