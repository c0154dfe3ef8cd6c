"""What every answer tells the browser: run no script but ours, show us in no frame, keep no page, tell nobody."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DENIED = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # browsers older than frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in DENIED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TLS = "max-age=31536000"
FOR_GOOD = "public, max-age=31536000, immutable"
FILES = "/static/"


class SafeHeaders:
    """The middleware that puts them on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                if scope["app"].state.settings.https:
                    headers["Strict-Transport-Security"] = TLS
                headers["Cache-Control"] = _kept(scope, message["status"])
            await send(message)

        await self.app(scope, receive, guarded)


def _kept(scope: Scope, status: int) -> str:
    """How long an answer is kept: a file whose address tells its content for good, a page never."""
    if not scope["path"].startswith(FILES):
        return "no-store"
    told = scope.get("query_string", b"").startswith(b"v=") and status in (200, 206, 304)
    return FOR_GOOD if told else "no-cache"
