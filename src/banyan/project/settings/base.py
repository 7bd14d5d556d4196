"""What all settings share; one file beside this one per integration."""

from __future__ import annotations

import django_stubs_ext

from banyan.project.settings.api import *
from banyan.project.settings.database import *
from banyan.project.settings.exchange import *
from banyan.project.settings.jobs import *
from banyan.project.settings.languages import *
from banyan.project.settings.logs import *
from banyan.project.settings.mail import *
from banyan.project.settings.matching import *
from banyan.project.settings.moderation import *
from banyan.project.settings.node import *
from banyan.project.settings.pages import *
from banyan.project.settings.security import *
from banyan.project.settings.signin import *
from banyan.project.settings.static import *
from banyan.project.settings.web import *

django_stubs_ext.monkeypatch()  # lets Django's classes take their type parameters at run time: ModelAdmin[User]

INSTALLED_APPS = [
    "banyan.project",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
    "banyan.base",
    "banyan.domain.accounts",
    "banyan.domain.chapters",
    "banyan.domain.organisations",
    "banyan.domain.listings",
    "banyan.domain.moderation",
    "banyan.practice.harvest",
    "banyan.practice.matchmaking",
    "banyan.practice.duplicates",
    "banyan.practice.brokerage",
    "banyan.doors.federation",
    "banyan.doors.web",
    "banyan.doors.api",
]
MIDDLEWARE = [
    "banyan.project.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "banyan.project.headers.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",  # pages weigh a quarter; random padding hides lengths
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "banyan.doors.api.gate.Gate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "banyan.doors.web.shell.problems.Problems",
]
ROOT_URLCONF = "banyan.project.urls"
WSGI_APPLICATION = "banyan.project.wsgi.application"
ASGI_APPLICATION = "banyan.project.asgi.application"
DEBUG = BANYAN_DEBUG
