"""Django's settings, made from the site's own, which are checked first. Nothing here is read from anywhere else.

What is not used is not installed: no admin, no sessions, no accounts. They come when people write on the site.
"""

from __future__ import annotations

from pathlib import Path

from leastfirst.web.protect.policy import CONTENT_POLICY
from leastfirst.web.serving.database import database_of
from leastfirst.web.serving.logs import logging_of
from leastfirst.web.serving.site import read_site
from leastfirst.web.serving.static_files import collected_folder
from leastfirst.web.words import languages

SITE = read_site()
WEB = Path(__file__).resolve().parent.parent
EDITIONS = SITE.editions
# A process that sees a new edition first notes it in the database.
NOTE_EDITIONS = True

DEBUG = False
SECRET_KEY = SITE.secret_key.get_secret_value()
# The machine itself asks whether the site is well, by these names.
ALLOWED_HOSTS = sorted({*SITE.hosts, "localhost", "127.0.0.1", "[::1]"})
ROOT_URLCONF = "leastfirst.web.project.urls"
WSGI_APPLICATION = "leastfirst.web.project.wsgi.application"

# One for each thing that a person visits; a new one goes here and into urls.py.
APPS = (
    "look",
    "words",
    "editions",
    "home",
    "maps",
    "areas",
    "designations",
    "funds",
    "votes",
    "data",
    "api",
    "method",
    "about",
)
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.forms",
    *(f"leastfirst.web.{app}" for app in APPS),
]

# In the order in which a request passes them, and an answer the other way round.
MIDDLEWARE = [
    "leastfirst.web.serving.request_log.RequestLog",
    "leastfirst.web.protect.headers.SafeHeaders",
    "leastfirst.web.protect.policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "leastfirst.web.project.language.LanguageOfTheAddress",
    "leastfirst.web.protect.bounds.BoundedQueries",
    "leastfirst.web.protect.limits.RateLimits",
    "leastfirst.web.protect.downloads.DownloadsAtOnce",
    "leastfirst.web.api.methods.ReadOnlyInterface",
    "leastfirst.web.protect.zipping.ZippedText",
    "leastfirst.web.editions.middleware.CurrentEdition",
    "leastfirst.web.protect.caching.Caching",
    "django.middleware.common.CommonMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "leastfirst.web.about.context.site",
            ],
        },
    }
]

FORM_RENDERER = "leastfirst.web.look.forms.GovukRenderer"

DATABASES = {"default": database_of(SITE.database_url.get_secret_value())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Nothing is kept in a cache of Django's: pages are cached by browsers and proxies, editions by the process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

LANGUAGE_CODE = "en"
LANGUAGES = [(each.code, each.name) for each in languages.LANGUAGES]
LOCALE_PATHS = [WEB / "words" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = collected_folder(WEB)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Behind a proxy with a certificate.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE.behind_tls else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SITE.behind_tls else 0
SECURE_SSL_REDIRECT = SITE.behind_tls
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # the machine itself asks, without TLS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# What a visitor searched for is in the address: other sites are told nothing.
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = CONTENT_POLICY

# Nobody sends us anything long: the site is for reading.
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 0
APPEND_SLASH = True

LOGGING = logging_of()
