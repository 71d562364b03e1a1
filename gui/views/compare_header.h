#pragma once

#include <QHeaderView>

namespace tessera::gui {

/// The runs compared: line style, model, setting, which is the reference, and a cross to remove one
/// that was kept. A click on a run makes it the reference.
class CompareHeader : public QHeaderView {
  Q_OBJECT

 public:
  explicit CompareHeader(QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize sectionSizeFromContents(int section) const override;
  /// Where the cross of a section is, in the viewport.
  QRect crossRect(int section) const;

 Q_SIGNALS:
  void referenceChosen(int section);
  void removeRequested(int section);

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int section) const override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  bool canRemove(int section) const;
};

}  // namespace tessera::gui
