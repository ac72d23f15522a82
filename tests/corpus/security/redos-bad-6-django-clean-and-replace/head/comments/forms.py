import re

from django import forms
from django.core.exceptions import ValidationError

from comments.models import Comment

HTML_COMMENT = re.compile(r"<!--(?:[^-]|-|--)*-->")


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["author", "text"]

    def clean_author(self):
        author = self.cleaned_data["author"]
        if not re.search(r"^(([a-z])+.)+[A-Z]([a-z])+$", author):
            raise ValidationError("Please write a first and a last name.")
        return author

    def clean_text(self):
        # People paste from word processors, which leave comments behind.
        return HTML_COMMENT.sub("", self.cleaned_data["text"])
