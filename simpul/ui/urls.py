from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.ui import views

app_name = "ui"
urlpatterns = [
    path(_("gallery/"), views.gallery_page, name="gallery"),
    path(_("figures/"), views.figures_page, name="figures"),
    path(_("figures/<slug:key>/"), views.figure_page, name="figure"),
]
