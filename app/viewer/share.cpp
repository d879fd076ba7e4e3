#include "share.hpp"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>

#include "map_sheet.hpp"

namespace wardmap::viewer {

QString Share::save_page(ResultView* view, ResultView* beside, const QUrl& file, const QRectF& box) const
{
    std::vector<const ResultView*> views;
    for (const ResultView* one : {view, beside}) {
        if (one != nullptr) {
            views.push_back(one);
        }
    }
    const BoxM metres = box.isNull() ? BoxM() : BoxM{box.left(), box.top(), box.right(), box.bottom()};
    return save_sheet(views, a4_sheet(metres), file.isLocalFile() ? file.toLocalFile() : file.toString());
}

void Share::copy(const QString& text) const { QGuiApplication::clipboard()->setText(text); }

QString Share::folder_name(const QString& path) const { return QDir(path).dirName(); }

QString Share::local_file(const QUrl& url) const
{
    return url.isLocalFile() ? url.toLocalFile() : url.toString();
}

}  // namespace wardmap::viewer
