"""What crawlers look for at the root of the site, whatever the language."""

from django.urls import path

from simpul.exchange.views import crawlers, oai

urlpatterns = [
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", crawlers.sitemap_part, name="sitemap_part"),
    path("oai", oai.oai, name="oai"),
    path("schema/simpul-record-1.xsd", oai.record_schema, name="record_schema"),
]
