# Sourced by findings about SCIM servers, after start.sh: each serve_… starts one with nothing in it, at $scim.

scim=
port=$((20000 + RANDOM))
group_schema='"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]'
user_schema='"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]'

# scimmy-routers with the plainest handlers, over Express of that version.
serve_scimmy() {
  npm_packages scimmy@1.3.5 scimmy-routers@1.3.2 "express@$1"
  cat > server.mjs << 'JS'
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
let last = 0;
function handlers() {
  const all = new Map();
  const existing = (id) => all.get(id) ?? fail(id);
  const fail = (id) => {
    throw new SCIMMY.Types.Error(404, null, `There is no ${id}.`);
  };
  return {
    ingress({ id = String(++last) }, attributes) {
      all.set(id, { ...JSON.parse(JSON.stringify(attributes)), id });
      return all.get(id);
    },
    egress: ({ id, filter }) => (id ? existing(id) : filter ? filter.match([...all.values()]) : [...all.values()]),
    degress: ({ id }) => void (existing(id) && all.delete(id)),
  };
}
SCIMMY.Resources.declare(SCIMMY.Resources.User, handlers());
SCIMMY.Resources.declare(SCIMMY.Resources.Group, handlers());
const routers = new SCIMMYRouters({ type: 'bearer', handler: () => 'anybody' });
express().use('/', routers).listen(Number(process.argv[2]), '127.0.0.1');
JS
  node server.mjs "$port" > server.log 2>&1 &
  ready
}

serve_scim2() {
  pypi_packages scim2-server==0.8.3 scim2-models==0.12.3
  python/bin/scim2-server --port "$port" > server.log 2>&1 &
  ready
}

# django-scim2 at its own settings, with the models that its documentation asks for.
serve_django() {
  pypi_packages django-scim2==0.23.0 Django==5.2.19
  mkdir -p people/migrations
  touch people/__init__.py people/migrations/__init__.py
  cat > people/models.py << 'PY'
from django.contrib.auth import models
from django_scim.models import AbstractSCIMGroupMixin, AbstractSCIMUserMixin


class User(AbstractSCIMUserMixin, models.AbstractUser):
    @property
    def scim_groups(self):
        return Group.objects.filter(user=self)


class Group(AbstractSCIMGroupMixin, models.Group):
    pass
PY
  cat > site_settings.py << 'PY'
SECRET_KEY = "of a temp folder"
ROOT_URLCONF = "site_urls"
ALLOWED_HOSTS = ["*"]
AUTH_USER_MODEL = "people.User"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django_scim", "people"]
MIDDLEWARE = ["site_urls.anybody", "django_scim.middleware.SCIMAuthCheckMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site.sqlite"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SCIM_SERVICE_PROVIDER = {
    "NETLOC": "localhost",
    "AUTHENTICATION_SCHEMES": [],
    "GROUP_MODEL": "people.models.Group",
}
PY
  cat > site_urls.py << 'PY'
from types import SimpleNamespace
from django.urls import include, path

urlpatterns = [path("", include("django_scim.urls"))]


def anybody(respond):
    def known(request):
        request.user = SimpleNamespace(is_anonymous=False, is_authenticated=True)
        return respond(request)

    return known
PY
  export DJANGO_SETTINGS_MODULE=site_settings PYTHONPATH=$work
  python/bin/django-admin makemigrations people --verbosity 0
  python/bin/django-admin migrate --verbosity 0
  python/bin/django-admin runserver --noreload --skip-checks "127.0.0.1:$port" > server.log 2>&1 &
  ready
}

ready() {
  scim=http://127.0.0.1:$port
  curl --silent --retry 30 --retry-connrefused --retry-delay 1 --output /dev/null "$scim/Users"
}

# ask METHOD PATH [BODY] [HEADER]: the status and the body, in one line.
ask() {
  curl --silent --globoff --request "$1" "$scim$2" --header "Content-Type: application/scim+json" \
    ${3:+--data "$3"} ${4:+--header "$4"} --dump-header headers.txt --write-out '\n%{http_code}' |
    python3 -c 'import sys; *body, status = sys.stdin.read().split("\n"); print(status, "".join(body).strip())'
}

# created PATH BODY: the id of what it makes.
created() {
  ask POST "$1" "$2" | cut -d' ' -f2- | python3 -c 'import json, sys; print(json.load(sys.stdin)["id"])'
}

# patch PATH OPERATION [HEADER]
patch() {
  ask PATCH "$1" "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[$2]}" "${3:-}"
}

# matches PATH FILTER: the status, and how many there are by its word.
matches() {
  ask GET "$1?filter=$(python3 -c 'import sys, urllib.parse; print(urllib.parse.quote(sys.argv[1]))' "$2")" |
    python3 -c 'import json, sys; status, body = sys.stdin.read().split(" ", 1); print(status, json.loads(body).get("totalResults", "-"))'
}

# members ID: the members of a group, by their ids.
members() {
  ask GET "/Groups/$1" | cut -d' ' -f2- |
    python3 -c 'import json, sys; print(*(member["value"] for member in json.load(sys.stdin).get("members", [])))'
}

status() { cut -d' ' -f1; }
