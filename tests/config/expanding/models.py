from django.db import models


class Thing(models.Model):
    title = models.TextField(default="")

    def __str__(self):
        return self.title
