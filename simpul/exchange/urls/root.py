"""What crawlers look for at the root of the site, whatever the language."""

from django.urls import include, path

from simpul.exchange.views import crawlers

urlpatterns = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("", include("simpul.exchange.urls.opened")),
    path("sync/v1/", include("simpul.exchange.urls.sync")),
]
