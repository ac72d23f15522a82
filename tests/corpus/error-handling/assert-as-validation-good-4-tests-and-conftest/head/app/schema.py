"""What a transfer must look like."""

from marshmallow import Schema, ValidationError, fields, validates


class TransferSchema(Schema):
    amount = fields.Decimal(required=True)
    source = fields.Integer(required=True)
    target = fields.Integer(required=True)

    @validates("amount")
    def positive(self, value, **kwargs):
        if value <= 0:
            raise ValidationError("amount must be positive")
